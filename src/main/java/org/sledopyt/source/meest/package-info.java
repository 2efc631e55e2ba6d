/** Meest. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.meest;
