/** Poste Italiane, what its page calls. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.posteitaliane;
