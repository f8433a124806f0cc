//! Formulas as text.

use crate::numbers::read_number;
use crate::words::{is_letter, is_word};

/// Parentheses within each other at most.
const DEEPEST: usize = 50;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Power,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Function {
    Log,
    Exp,
    Sqrt,
    Abs,
    Min,
    Max,
    Months,
    Payment,
}

impl Function {
    /// Names, and how many arguments each takes.
    const ALL: [(&'static str, Self, usize); 8] = [
        ("log", Self::Log, 1),
        ("exp", Self::Exp, 1),
        ("sqrt", Self::Sqrt, 1),
        ("abs", Self::Abs, 1),
        ("min", Self::Min, 2),
        ("max", Self::Max, 2),
        ("months", Self::Months, 2),
        ("payment", Self::Payment, 3),
    ];
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Expression {
    Number(f64),
    Column(String),
    Negative(Box<Self>),
    Both(Operator, Box<Self>, Box<Self>),
    Call(Function, Vec<Self>),
}

/// What stands at a place.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Name(String),
    Sign(char),
}

struct Parser {
    /// Tokens, and the character at which each begins, from 1.
    tokens: Vec<(Token, usize)>,
    next: usize,
    end: usize,
    depth: usize,
}

impl Expression {
    /// Reads a formula.
    ///
    /// # Errors
    ///
    /// What is wrong, and at which character.
    pub(super) fn of(text: &str) -> Result<Self, String> {
        let mut parser = Parser {
            tokens: tokens(text)?,
            next: 0,
            end: text.chars().count() + 1,
            depth: 0,
        };
        let expression = parser.sum()?;
        match parser.peek() {
            None => Ok(expression),
            Some(_) => Err(parser.wanted("an operator, or the end")),
        }
    }

    /// The columns that it needs.
    pub(super) fn columns(&self) -> Vec<&str> {
        match self {
            Self::Number(_) => Vec::new(),
            Self::Column(name) => vec![name],
            Self::Negative(of) => of.columns(),
            Self::Both(_, left, right) => [left.columns(), right.columns()].concat(),
            Self::Call(_, arguments) => arguments.iter().flat_map(Self::columns).collect(),
        }
    }
}

fn tokens(text: &str) -> Result<Vec<(Token, usize)>, String> {
    let letters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let run = |from: usize, is: &dyn Fn(char) -> bool| -> String {
            letters
                .iter()
                .skip(from)
                .take_while(|letter| is(**letter))
                .collect()
        };
        let begin = at + 1;
        if letter.is_whitespace() {
            at += 1;
            continue;
        }
        if letter.is_ascii_digit() || letter == '.' {
            let written = run(at, &|letter| letter.is_ascii_digit() || letter == '.');
            at += written.chars().count();
            let number = read_number(&written)
                .ok_or_else(|| format!("character {begin}: {written} is no number."))?;
            tokens.push((Token::Number(number), begin));
        } else if letter == '`' {
            let name = run(at + 1, &|letter| letter != '`');
            at += name.chars().count() + 2;
            if at > letters.len() {
                return Err(format!("character {begin}: the backquote is never closed."));
            }
            tokens.push((Token::Name(name), begin));
        } else if is_letter(letter) || letter == '_' {
            let name = run(at, &|letter| {
                is_word(letter) || letter == '_' || letter == '.'
            });
            at += name.chars().count();
            tokens.push((Token::Name(name), begin));
        } else if "+-*/^(),".contains(letter) {
            at += 1;
            tokens.push((Token::Sign(letter), begin));
        } else {
            return Err(format!("character {begin}: {letter} has no meaning here."));
        }
    }
    Ok(tokens)
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(token, _)| token)
    }

    fn wanted(&self, what: &str) -> String {
        let at = self.tokens.get(self.next).map_or(self.end, |(_, at)| *at);
        format!("character {at}: {what} is wanted.")
    }

    fn takes(&mut self, sign: char) -> bool {
        let is_it = self.peek() == Some(&Token::Sign(sign));
        self.next += usize::from(is_it);
        is_it
    }

    fn sum(&mut self) -> Result<Expression, String> {
        let mut left = self.product()?;
        loop {
            let operator = if self.takes('+') {
                Operator::Plus
            } else if self.takes('-') {
                Operator::Minus
            } else {
                return Ok(left);
            };
            left = Expression::Both(operator, Box::new(left), Box::new(self.product()?));
        }
    }

    fn product(&mut self) -> Result<Expression, String> {
        let mut left = self.signed()?;
        loop {
            let operator = if self.takes('*') {
                Operator::Times
            } else if self.takes('/') {
                Operator::Over
            } else {
                return Ok(left);
            };
            left = Expression::Both(operator, Box::new(left), Box::new(self.signed()?));
        }
    }

    fn signed(&mut self) -> Result<Expression, String> {
        if self.takes('-') {
            self.deepen()?;
            let of = self.signed()?;
            self.depth -= 1;
            return Ok(Expression::Negative(Box::new(of)));
        }
        self.power()
    }

    fn power(&mut self) -> Result<Expression, String> {
        let base = self.atom()?;
        if self.takes('^') {
            self.deepen()?;
            let exponent = self.signed()?;
            self.depth -= 1;
            return Ok(Expression::Both(
                Operator::Power,
                Box::new(base),
                Box::new(exponent),
            ));
        }
        Ok(base)
    }

    fn atom(&mut self) -> Result<Expression, String> {
        let wanted = self.wanted("a number, a column or a parenthesis");
        let Some((token, at)) = self.tokens.get(self.next).cloned() else {
            return Err(wanted);
        };
        self.next += 1;
        match token {
            Token::Number(number) => Ok(Expression::Number(number)),
            Token::Name(name) if self.takes('(') => self.call(&name, at),
            Token::Name(name) => Ok(Expression::Column(name)),
            Token::Sign('(') => {
                self.deepen()?;
                let inner = self.sum()?;
                self.depth -= 1;
                if self.takes(')') {
                    Ok(inner)
                } else {
                    Err(self.wanted(")"))
                }
            }
            Token::Sign(_) => Err(wanted),
        }
    }

    fn call(&mut self, name: &str, at: usize) -> Result<Expression, String> {
        let known = Function::ALL
            .iter()
            .find(|(of, ..)| of.eq_ignore_ascii_case(name));
        let Some((_, function, n_arguments)) = known else {
            let names = Function::ALL.map(|(name, ..)| name).join(", ");
            return Err(format!(
                "character {at}: there is no function {name}; there are {names}."
            ));
        };
        self.deepen()?;
        let mut arguments = vec![self.sum()?];
        while self.takes(',') {
            arguments.push(self.sum()?);
        }
        self.depth -= 1;
        if !self.takes(')') {
            return Err(self.wanted(")"));
        }
        if arguments.len() != *n_arguments {
            let n = arguments.len();
            return Err(format!(
                "character {at}: {name} takes {n_arguments} arguments, and {n} are there."
            ));
        }
        Ok(Expression::Call(*function, arguments))
    }

    fn deepen(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            Err(self.wanted("less within parentheses"))
        } else {
            Ok(())
        }
    }
}
