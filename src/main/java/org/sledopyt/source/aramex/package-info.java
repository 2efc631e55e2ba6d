/** Aramex. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.aramex;
