/** PostNord. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.postnord;
