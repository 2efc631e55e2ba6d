/** Poczta Polska. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.pocztapolska;
