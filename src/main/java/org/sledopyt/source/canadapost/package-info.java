/** Canada Post. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.canadapost;
