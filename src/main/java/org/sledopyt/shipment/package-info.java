/** What people follow: shipments, their parcels and tracking numbers, and the watches on them. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.shipment;
