/** REST, event stream, the files of the app; no rules of its own. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.web;
