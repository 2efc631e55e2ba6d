/** Emulated carriers that tell journeys of an invented world over real HTTP. Shares no code with the connectors. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.sandbox;
