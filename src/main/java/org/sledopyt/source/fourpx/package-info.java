/** 4PX, 递四方. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.fourpx;
