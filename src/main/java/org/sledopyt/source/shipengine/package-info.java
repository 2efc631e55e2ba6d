/** ShipEngine. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.shipengine;
