/** kuaidi100, 快递100. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.kuaidi100;
