/** Haypost of Armenia. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.haypost;
