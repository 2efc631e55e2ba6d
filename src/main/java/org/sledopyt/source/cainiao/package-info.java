/** Cainiao Global: the data behind its tracking page, without contract or documentation. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.cainiao;
