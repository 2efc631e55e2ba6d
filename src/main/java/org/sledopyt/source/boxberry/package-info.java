/** Boxberry. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.boxberry;
