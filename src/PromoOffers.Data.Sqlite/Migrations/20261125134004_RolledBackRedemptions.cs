using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PromoOffers.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class RolledBackRedemptions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Redemptions_RolledBack",
                table: "Redemptions",
                columns: new[] { "OfferId", "Id" },
                filter: "\"RolledBackAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Redemptions_RolledBack",
                table: "Redemptions");
        }
    }
}
