//! The rule of consent, tried: each line of it alone ([`gates`], [`conditions`], [`in_time`],
//! [`exemptions`]), every case as a
//! file that people read ([`matrix`]), random worlds beside an oracle of its own ([`random`]), and the rule with
//! each line taken away ([`mutants`]).

mod at_work;
mod bounds;
mod chance;
mod codes;
mod conditions;
mod earlier;
mod exemptions;
mod gates;
mod in_time;
mod matrix;
mod members;
mod mutants;
mod needed;
mod oracle;
mod parts;
mod permits;
mod random;
mod records;
mod spelled_out;
mod words;
mod world;
mod worlds;
