/** InPost: parcel lockers in Poland, and the group abroad. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.inpost;
