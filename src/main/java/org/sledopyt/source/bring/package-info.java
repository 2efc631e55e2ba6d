/** Posten and Bring of Norway. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.bring;
