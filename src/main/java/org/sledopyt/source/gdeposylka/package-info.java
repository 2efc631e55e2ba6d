/** GdePosylka, an aggregator for Russian-speaking buyers. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.gdeposylka;
