/** DHL Paket, for business customers. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.dhlparcelde;
