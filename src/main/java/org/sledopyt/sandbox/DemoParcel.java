package org.sledopyt.sandbox;

/** A number to follow in the demonstration, and what its owner calls the parcel. */
public record DemoParcel(String number, String titleEn, String titleRu) {}
