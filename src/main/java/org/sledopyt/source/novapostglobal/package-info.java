/** Nova Post Global, the old page for parcels from abroad. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.novapostglobal;
