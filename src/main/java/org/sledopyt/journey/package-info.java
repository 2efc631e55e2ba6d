/** Events into one journey per parcel; milestones; what changed. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.journey;
