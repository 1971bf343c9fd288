//! Our own types, written without detours. What the canonical form does not have (floats, bytes) is
//! refused; no type of ours has it.

use std::fmt;

use serde::{
    Serialize, Serializer,
    ser::{
        self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
        SerializeTuple,
    },
};

use super::{Sink, Writer};

/// The value has no canonical form.
#[derive(Debug)]
pub(crate) struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Error {}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}

fn refused<T>(what: &str) -> Result<T, Error> {
    Err(Error(format!("{what} have no canonical form")))
}

/// A list or an object that is being written.
pub(crate) struct Open<'w, S> {
    writer: &'w mut Writer<S>,
    first: bool,
    /// What closes it.
    end: &'static [u8],
}

impl<S: Sink> Open<'_, S> {
    fn comma(&mut self) {
        if !self.first {
            self.writer.raw(b",");
        }
        self.first = false;
    }

    /// A name of our own: nothing in it needs an escape.
    #[inline]
    fn key(&mut self, key: &'static str) {
        self.comma();
        self.writer.word(key);
        self.writer.raw(b":");
    }

    fn close(self) {
        self.writer.raw(self.end);
    }
}

impl<S: Sink> Writer<S> {
    fn open(&mut self, start: &[u8], end: &'static [u8]) -> Open<'_, S> {
        self.raw(start);
        Open {
            writer: self,
            first: true,
            end,
        }
    }

    fn signed(&mut self, number: i64) {
        if number < 0 {
            self.raw(b"-");
        }
        self.number(number.unsigned_abs());
    }
}

type Done = Result<(), Error>;

impl<'w, S: Sink> Serializer for &'w mut Writer<S> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'w, S>;
    type SerializeTuple = Open<'w, S>;
    type SerializeTupleStruct = Impossible<(), Error>;
    type SerializeTupleVariant = Impossible<(), Error>;
    type SerializeMap = Open<'w, S>;
    type SerializeStruct = Open<'w, S>;
    type SerializeStructVariant = Open<'w, S>;

    fn serialize_bool(self, value: bool) -> Done {
        self.boolean(value);
        Ok(())
    }

    fn serialize_i8(self, number: i8) -> Done {
        self.serialize_i64(number.into())
    }

    fn serialize_i16(self, number: i16) -> Done {
        self.serialize_i64(number.into())
    }

    fn serialize_i32(self, number: i32) -> Done {
        self.serialize_i64(number.into())
    }

    fn serialize_i64(self, number: i64) -> Done {
        self.signed(number);
        Ok(())
    }

    fn serialize_u8(self, number: u8) -> Done {
        self.serialize_u64(number.into())
    }

    fn serialize_u16(self, number: u16) -> Done {
        self.serialize_u64(number.into())
    }

    fn serialize_u32(self, number: u32) -> Done {
        self.serialize_u64(number.into())
    }

    fn serialize_u64(self, number: u64) -> Done {
        self.number(number);
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Done {
        refused("floats")
    }

    fn serialize_f64(self, _: f64) -> Done {
        refused("floats")
    }

    fn serialize_char(self, letter: char) -> Done {
        self.text(letter.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, text: &str) -> Done {
        self.text(text);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Done {
        refused("bytes")
    }

    fn serialize_none(self) -> Done {
        self.null();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Done {
        self.null();
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Done {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, word: &'static str) -> Done {
        self.word(word);
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Done {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
        value: &T,
    ) -> Done {
        let mut object = self.open(b"{", b"}");
        object.key(word);
        value.serialize(&mut *object.writer)?;
        object.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, S>, Error> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'w, S>, Error> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Error> {
        refused("tuple structs")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        refused("tuple variants")
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w, S>, Error> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, S>, Error> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        word: &'static str,
        _: usize,
    ) -> Result<Open<'w, S>, Error> {
        let mut object = self.open(b"{", b"}}");
        object.key(word);
        object.writer.raw(b"{");
        object.first = true;
        Ok(object)
    }
}

impl<S: Sink> SerializeSeq for Open<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        self.comma();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl<S: Sink> SerializeTuple for Open<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Done {
        SerializeSeq::end(self)
    }
}

impl<S: Sink> SerializeStruct for Open<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        self.key(key);
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

impl<S: Sink> SerializeStructVariant for Open<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Done {
        SerializeStruct::serialize_field(self, key, value)
    }

    fn end(self) -> Done {
        SerializeStruct::end(self)
    }
}

impl<S: Sink> SerializeMap for Open<'_, S> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Done {
        self.comma();
        // Maps of ours are kept by text; the type system cannot say so here.
        key.serialize(&mut *self.writer)?;
        self.writer.raw(b":");
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Done {
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Done {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::canonical;

    #[test]
    fn writes_what_serde_json_writes() {
        let value = json!({"a": [1, -2, null, true, "x\ty"], "b": {}, "c": [[], {"d": "é"}]});
        assert_eq!(
            canonical::bytes(&value),
            serde_json::to_vec(&value).unwrap()
        );
        let compiled = crate::set::Set::standard().value.unwrap().compiled;
        let rubric = &compiled.rubric;
        assert_eq!(
            canonical::bytes(rubric),
            serde_json::to_vec(rubric).unwrap()
        );
        for one in &compiled.questionnaires {
            assert_eq!(canonical::bytes(one), serde_json::to_vec(one).unwrap());
        }
    }
}
