namespace PromoOffers.Domain.PromoCodes;

/// <summary>A stretch of the full list of a file's problems: CSV, compressed; kept as long as the report is.</summary>
public sealed class CodeFileReportPart
{
    private CodeFileReportPart() { }

    public CodeFileReportPart(int fileId, int number, byte[] bytes) => (FileId, Number, Bytes) = (fileId, number, bytes);

    public int FileId { get; private set; }
    public int Number { get; private set; }
    public byte[] Bytes { get; private set; } = [];
}
