//! Async functions that are compiled where they are written.
//!
//! The body of an `async fn` is compiled in each crate that awaits it, again with all that it awaits itself: the same
//! acts were compiled for the pages, for GraphQL, for the command line and for the tests. Behind a box the body is
//! compiled once, in its own crate, and who calls it keeps a pointer instead of the whole state.

use proc_macro::TokenStream;
use quote::quote;
use syn::visit_mut::{VisitMut, visit_lifetime_mut, visit_type_reference_mut};
use syn::{
    FnArg, ImplItem, ImplItemFn, ItemImpl, Lifetime, ReturnType, Type, TypeReference, Visibility,
    parse_macro_input, parse_quote,
};

/// Boxes each `pub async fn` of an `impl` block that is not generic; the others, and private ones, stay as they are.
///
/// The future can be sent between threads and borrows from all arguments as that of an `async fn` does. A borrowing
/// type among them is written with its lifetime: `Given<'_>`, not `Given`.
#[proc_macro_attribute]
pub fn boxed(_: TokenStream, block: TokenStream) -> TokenStream {
    let mut block = parse_macro_input!(block as ItemImpl);
    for item in &mut block.items {
        if let ImplItem::Fn(function) = item
            && function.sig.asyncness.is_some()
            && matches!(function.vis, Visibility::Public(_))
            && !is_generic(function)
        {
            behind_a_box(function);
        }
    }
    quote!(#block).into()
}

/// Whether the function is compiled for each caller anyway, or names its lifetimes itself.
fn is_generic(function: &ImplItemFn) -> bool {
    !function.sig.generics.params.is_empty()
        || function.sig.inputs.iter().any(|argument| {
            matches!(argument, FnArg::Typed(typed) if matches!(*typed.ty, Type::ImplTrait(_)))
        })
}

fn behind_a_box(function: &mut ImplItemFn) {
    let mut shared = Shared(parse_quote!('boxed));
    for argument in &mut function.sig.inputs {
        match argument {
            FnArg::Receiver(receiver) => {
                if let Some((_, lifetime)) = &mut receiver.reference {
                    *lifetime = Some(shared.0.clone());
                }
                shared.visit_type_mut(&mut receiver.ty);
            }
            FnArg::Typed(typed) => shared.visit_type_mut(&mut typed.ty),
        }
    }
    let output = match &mut function.sig.output {
        ReturnType::Default => quote!(()),
        ReturnType::Type(_, output) => {
            shared.visit_type_mut(output);
            quote!(#output)
        }
    };
    let body = &function.block;
    function.sig.asyncness = None;
    function.sig.generics = parse_quote!(<'boxed>);
    function.sig.output = parse_quote! {
        -> impl ::core::future::Future<Output = #output> + ::core::marker::Send + 'boxed
    };
    function.block = parse_quote!({
        let future: ::core::pin::Pin<
            ::std::boxed::Box<dyn ::core::future::Future<Output = #output> + ::core::marker::Send + 'boxed>,
        > = ::std::boxed::Box::pin(async move #body);
        future
    });
}

/// Gives one lifetime to every borrow that names none.
struct Shared(Lifetime);

impl VisitMut for Shared {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime.get_or_insert_with(|| self.0.clone());
        visit_type_reference_mut(self, reference);
    }

    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident == "_" {
            *lifetime = self.0.clone();
        }
        visit_lifetime_mut(self, lifetime);
    }
}
