/** FedEx. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.fedex;
