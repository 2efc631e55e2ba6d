/** Landmark Global. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.landmark;
