/** Nova Poshta, the documented interface. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.novaposhta;
