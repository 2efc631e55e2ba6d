/** Correios of Brazil. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.correios;
