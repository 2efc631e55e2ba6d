/** Ship24. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.ship24;
