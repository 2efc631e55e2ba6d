package org.sledopyt.notify;

/** What people call a source. Whoever knows the sources gives a bean of this; without one, the code stands for itself. */
@FunctionalInterface
public interface SourceNames {
    String name(String source, String language);
}
