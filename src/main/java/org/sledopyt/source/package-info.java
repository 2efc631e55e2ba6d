/** What to ask a source and how to read its answer. One sub-package per source; sources never use each other. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source;
