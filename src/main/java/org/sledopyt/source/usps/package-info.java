/** USPS. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.usps;
