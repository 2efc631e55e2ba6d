/** Packeta, known as Zásilkovna in its home country. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.packeta;
