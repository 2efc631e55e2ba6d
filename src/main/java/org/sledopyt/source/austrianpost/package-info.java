/** Austrian Post. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.austrianpost;
