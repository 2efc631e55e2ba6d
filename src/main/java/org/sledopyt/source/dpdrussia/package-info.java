/** DPD Russia. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.dpdrussia;
