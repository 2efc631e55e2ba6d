/** Evropochta of Belarus, what its page calls. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.evropochta;
