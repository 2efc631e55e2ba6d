/** Finds where on earth an event happened, from what the carrier wrote, and what zone is there. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.place;
