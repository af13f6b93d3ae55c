//! What people hold in their hands.

mod fax;
mod file;
mod handbook;
mod hostile;
mod inquiries;
mod look;
mod map_files;
mod maps;
mod posted;
mod samples;
mod set_pages;
