/** SF Express, 顺丰. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.sfexpress;
