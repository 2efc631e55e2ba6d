/** AliExpress: orders and parcels of a buyer with a developer's account. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.aliexpress;
