using PromoOffers.Domain.Participants;

namespace PromoOffers.Domain.Tests.Participants;

public sealed class FoldedTests
{
    [Theory]
    [InlineData("Amélie", "amelie")]
    [InlineData("  ŁOŚ ", "los")]
    [InlineData("Straße", "strasse")]
    [InlineData("Ame\u0301lie", "amelie")]
    public void Accents_and_case_are_folded(string text, string folded) => Assert.Equal(folded, Folded.Text(text));

    [Fact]
    public void A_participant_is_found_by_every_word_of_the_name_and_part_of_the_address() =>
        Assert.Equal(
            ["jean-rene", "o’neil", "jean", "rene", "o", "neil", "jr.oneil@mail.example", "jr", "oneil", "mail.example"],
            Folded.Words("Jean-René", "O’Neil", "JR.ONeil@mail.example"));

    [Fact]
    public void Somebody_without_a_name_is_sorted_by_the_address() => Assert.Equal("wei@example.org", Folded.SortName("", " ", "Wei@example.org"));
}
