/** Sledopyt, a parcel tracker that people run themselves. One package per feature; who may know whom stands in {@code ArchitectureTest}. */
@org.jspecify.annotations.NullMarked
package org.sledopyt;
