using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace PromoOffers.Data.Transactions;

internal sealed class TransactionsConfiguration : IEntityTypeConfiguration<CommittedOperation>, IEntityTypeConfiguration<Sequence>
{
    public void Configure(EntityTypeBuilder<CommittedOperation> builder)
    {
        builder.Property(o => o.Id).ValueGeneratedNever();
        builder.HasIndex(o => o.At);
    }

    public void Configure(EntityTypeBuilder<Sequence> builder)
    {
        builder.HasKey(s => s.Name);
        builder.Property(s => s.Name).HasMaxLength(50);
        builder.HasData(new Sequence { Name = Sequence.CodeIds, Next = 1 });
    }
}
