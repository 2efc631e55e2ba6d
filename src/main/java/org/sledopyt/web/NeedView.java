package org.sledopyt.web;

import java.util.Map;
import org.sledopyt.source.Manifest;

/**
 * Something of a parcel that a source wants to know, and only who waits for it does.
 *
 * @param name what it is called in {@code extras}
 * @param label by language
 * @param pattern a regular expression that a right value fits as a whole
 * @param required the source is not asked without it
 */
record NeedView(String name, Map<String, String> label, String pattern, String example, boolean required) {

    static NeedView of(Manifest.Need need) {
        return new NeedView(need.name(), need.names(), need.pattern().pattern(), need.example(), need.required());
    }
}
