using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PromoOffers.Domain.Draws;

namespace PromoOffers.Domain.Tests.Draws;

public sealed class DrawNumbersTests
{
    private const string Digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static readonly byte[] Seed = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    /// <summary>The message is built here once more from docs/draws.md, byte by byte.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("drand 4242424: é")]
    public void Numbers_are_read_from_the_blocks_that_the_specification_names(string? publicValue)
    {
        var value = Encoding.UTF8.GetBytes(publicValue ?? "");
        var numbers = new DrawNumbers(Seed, Digest, publicValue);
        for (ulong counter = 0; counter < 3; counter++)
        {
            using var message = new MemoryStream();
            message.Write("PromoOffers draw"u8);
            message.WriteByte(1);
            message.Write(Convert.FromHexString(Digest));
            message.Write([0, 0, 0, (byte)value.Length]);
            message.Write(value);
            message.Write([0, 0, 0, 0, 0, 0, 0, (byte)counter]);
            var block = HMACSHA256.HashData(Seed, message.ToArray());
            for (var i = 0; i < 4; i++) Assert.Equal(BinaryPrimitives.ReadUInt64BigEndian(block.AsSpan(8 * i)), numbers.Next());
        }
    }

    [Fact]
    public void Another_seed_list_or_public_value_gives_other_numbers()
    {
        var other = Seed.ToArray();
        other[31] ^= 1;
        ulong[] first = [First(Seed, Digest, null), First(other, Digest, null), First(Seed, new string('0', 64), null), First(Seed, Digest, "1")];
        Assert.Equal(4, first.Distinct().Count());
    }

    [Theory]
    [InlineData(1ul, ulong.MaxValue, true)]
    [InlineData(2ul, ulong.MaxValue, true)]
    [InlineData(3ul, ulong.MaxValue, false)]
    [InlineData(3ul, ulong.MaxValue - 1, true)]
    [InlineData(10ul, 18446744073709551609ul, true)]
    [InlineData(10ul, 18446744073709551610ul, false)]
    [InlineData(9007199254740991ul, 18446744073709549567ul, true)]
    [InlineData(9007199254740991ul, 18446744073709549568ul, false)]
    public void A_number_at_or_above_the_largest_multiple_of_the_bound_is_passed_over(ulong bound, ulong number, bool accepted)
    {
        var whole = (UInt128)1 << 64;
        Assert.Equal(accepted, number < whole / bound * bound);
        Assert.Equal(accepted, DrawNumbers.Accepts(number, bound));
    }

    [Fact]
    public void A_seed_has_32_bytes() => Assert.Throws<RuleBroken>(() => new DrawNumbers(new byte[31], Digest, null));

    private static ulong First(byte[] seed, string digest, string? value) => new DrawNumbers(seed, digest, value).Next();
}
