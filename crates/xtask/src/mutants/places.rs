//! Where in a source the things stand that mutants replace, with the operands and guards around them.

use std::collections::BTreeMap;
use std::ops::Range;

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{
    BinOp, Expr, ExprBinary, ExprMatch, ExprStruct, ExprUnary, ImplItemFn, ItemFn, Signature,
};

/// Bytes of a source.
pub(crate) type Extent = Range<usize>;

/// By where the operator, the arm or the field starts.
#[derive(Default)]
pub(crate) struct Places {
    pub(crate) binary: BTreeMap<usize, Binary>,
    pub(crate) unary: BTreeMap<usize, Unary>,
    pub(crate) arms: BTreeMap<usize, ArmPlace>,
    pub(crate) fields: BTreeMap<usize, Field>,
    pub(crate) constant: Vec<Constant>,
}

/// `left operator right`.
pub(crate) struct Binary {
    pub(crate) left: Extent,
    pub(crate) operator: Extent,
    pub(crate) right: Extent,
    /// Holds a `let`: no other operator can stand there.
    pub(crate) chained: bool,
}

/// `operator operand`.
pub(crate) struct Unary {
    pub(crate) operator: Extent,
    pub(crate) operand: Extent,
}

/// `pattern if guard =>`, and what is matched.
pub(crate) struct ArmPlace {
    pub(crate) matched: Extent,
    pub(crate) pattern: Extent,
    pub(crate) guard: Option<Extent>,
}

/// `member: value, ..base`.
pub(crate) struct Field {
    pub(crate) member: Extent,
    pub(crate) value: Extent,
    pub(crate) base: Extent,
}

/// A constant function.
pub(crate) struct Constant {
    pub(crate) name: String,
    /// The word `const`.
    pub(crate) word: Extent,
    pub(crate) whole: Extent,
}

impl Places {
    /// Finds them.
    pub(crate) fn of(source: &str) -> syn::Result<Self> {
        let file = syn::parse_file(source)?;
        let mut places = Self::default();
        places.visit_file(&file);
        Ok(places)
    }

    fn function(&mut self, signature: &Signature, whole: Extent) {
        if let Some(word) = &signature.constness {
            self.constant.push(Constant {
                name: signature.ident.to_string(),
                word: word.span.byte_range(),
                whole,
            });
        }
    }
}

impl<'ast> Visit<'ast> for Places {
    fn visit_expr_binary(&mut self, node: &'ast ExprBinary) {
        let operator = node.op.span().byte_range();
        let chained =
            matches!(node.op, BinOp::And(_)) && (holds_let(&node.left) || holds_let(&node.right));
        self.binary.insert(
            operator.start,
            Binary {
                left: node.left.span().byte_range(),
                operator,
                right: node.right.span().byte_range(),
                chained,
            },
        );
        visit::visit_expr_binary(self, node);
    }

    fn visit_expr_unary(&mut self, node: &'ast ExprUnary) {
        let operator = node.op.span().byte_range();
        let operand = node.expr.span().byte_range();
        self.unary
            .insert(operator.start, Unary { operator, operand });
        visit::visit_expr_unary(self, node);
    }

    fn visit_expr_match(&mut self, node: &'ast ExprMatch) {
        for arm in &node.arms {
            let guard = arm.guard.as_ref().map(|(_, guard)| guard);
            let place = ArmPlace {
                matched: node.expr.span().byte_range(),
                pattern: arm.pat.span().byte_range(),
                guard: guard.map(|guard| guard.span().byte_range()),
            };
            self.arms.insert(arm.span().byte_range().start, place);
        }
        visit::visit_expr_match(self, node);
    }

    fn visit_expr_struct(&mut self, node: &'ast ExprStruct) {
        for field in &node.fields {
            let Some(base) = &node.rest else { continue };
            let place = Field {
                member: field.member.span().byte_range(),
                value: field.expr.span().byte_range(),
                base: base.span().byte_range(),
            };
            self.fields.insert(field.span().byte_range().start, place);
        }
        visit::visit_expr_struct(self, node);
    }

    fn visit_item_fn(&mut self, node: &'ast ItemFn) {
        self.function(&node.sig, node.span().byte_range());
        visit::visit_item_fn(self, node);
    }

    fn visit_impl_item_fn(&mut self, node: &'ast ImplItemFn) {
        self.function(&node.sig, node.span().byte_range());
        visit::visit_impl_item_fn(self, node);
    }
}

/// Whether an expression is a chain with a `let` in it.
fn holds_let(expression: &Expr) -> bool {
    match expression {
        Expr::Let(_) => true,
        Expr::Binary(binary) if matches!(binary.op, BinOp::And(_)) => {
            holds_let(&binary.left) || holds_let(&binary.right)
        }
        _ => false,
    }
}
