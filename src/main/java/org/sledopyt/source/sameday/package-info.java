/** Sameday. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.sameday;
