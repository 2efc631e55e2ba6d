/** Ukrposhta. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.ukrposhta;
