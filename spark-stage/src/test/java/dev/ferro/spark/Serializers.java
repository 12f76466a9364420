package dev.ferro.spark;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.JavaSerializer;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.Serializer;
import org.apache.spark.serializer.SerializerInstance;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Every serializer that Spark may be set to. */
public final class Serializers {
  private Serializers() {}

  public static List<Serializer> all() {
    return List.of(
        new JavaSerializer(new SparkConf()),
        new KryoSerializer(new SparkConf()),
        new KryoSerializer(new SparkConf().set("spark.kryo.registrationRequired", "true")),
        new KryoSerializer(new SparkConf().set("spark.kryo.unsafe", "true")));
  }

  /** A value as another process gets it. */
  public static <T> T through(Serializer serializer, T value) {
    ClassTag<T> tag = ClassTag$.MODULE$.apply(value.getClass());
    SerializerInstance instance = serializer.newInstance();
    ByteBuffer bytes = instance.serialize(value, tag);
    return instance.deserialize(bytes, tag);
  }
}
