/** YunExpress, 云途. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.yunexpress;
