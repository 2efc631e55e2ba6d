/** TNT. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.tnt;
